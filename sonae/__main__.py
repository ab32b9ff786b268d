"""``python -m sonae`` is the command ``sonae``."""

from sonae.cli import main

if __name__ == "__main__":
    main()
