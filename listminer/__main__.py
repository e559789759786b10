"""Run the command line: `python -m listminer`."""

from listminer.cli import main

if __name__ == "__main__":
    main()
