"""What is drawn with text alone, for both faces: signs, bars, small charts."""
