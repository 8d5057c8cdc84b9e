"""The parts of the application, one file per subject: what `engine.app.Application` is put together from."""
