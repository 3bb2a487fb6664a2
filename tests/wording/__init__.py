"""How both faces say things."""
