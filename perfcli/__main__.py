"""`python -m perfcli`."""

import os
import sys

if __name__ == "__main__":
    # `-m` puts the working folder first, where a data repository's typer.py would be taken for the library
    here = sys.path[0] if sys.path and not sys.flags.safe_path else None
    if here is not None and os.path.dirname(os.path.dirname(os.path.abspath(__file__))) != os.path.abspath(here):
        del sys.path[0]

    from perfcli.cli.main import main

    main()
