"""`python -m generator` is the same as `briefing`."""

from generator.commands import main

if __name__ == "__main__":
    main()
