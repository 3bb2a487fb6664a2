"""What a connector costs before it is used."""

import subprocess
import sys


def test_httpx_is_not_imported_before_a_connection_is_opened() -> None:
    script = (
        "import sys, marktui.connectors.registry; "
        "assert not {'marktui.connectors.files.connector', 'zipfile', 'csv'} & sys.modules.keys(); "
        "import marktui.connectors.assembly.connector, marktui.connectors.arbor.connector; "
        "import marktui.connectors.files.connector; "
        "sys.exit('httpx' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
