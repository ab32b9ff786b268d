"""What all tests share: hypothesis repeats the same examples everywhere and never judges by time."""

from hypothesis import settings

settings.register_profile("sonae", deadline=None, derandomize=True)
settings.load_profile("sonae")
