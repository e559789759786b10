"""Run the command line: `listminer`, `python -m listminer`."""

import sys


def main() -> None:
    """Run the command line and exit; who stops it while it still loads gets no traceback."""
    try:
        from listminer.cli import main as run  # late: the wait that may be stopped
    except KeyboardInterrupt:
        sys.exit(130)
    run()


if __name__ == "__main__":
    main()
