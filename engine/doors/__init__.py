"""The parts of the application, one file per subject, put together in `engine.app`."""
