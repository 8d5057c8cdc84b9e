"""The `sopan` command as the machine starts it."""

import io
import logging
import os
import sys
from typing import NoReturn

from cli import homes


def main() -> None:
    """Run the command line, once it is certain that every package is ours."""
    homes.check()
    _check_arguments()
    logging.getLogger("sopan").addHandler(logging.NullHandler())  # only `serve` keeps a log
    from cli.commands import app

    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a pipe on Windows is not UTF-8 by itself
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        try:
            app(prog_name="sopan")
        finally:
            sys.stdout.flush()  # here, where a failure can still be told
    except KeyboardInterrupt:
        sys.exit(130)
    except OSError as error:  # of stdout: files and databases refuse in words of their own
        _stop_writing(error)


def _check_arguments() -> None:
    """Refuse bytes that are no UTF-8: no database stores them, no JSON says them."""
    for argument in sys.argv[1:]:
        try:
            argument.encode()
        except UnicodeEncodeError:
            shown = argument.encode(errors="backslashreplace").decode()
            sys.stderr.write(
                f'Seharusnya perintah ditulis dalam UTF-8, tetapi "{shown}" bukan. '
                "Periksa pengaturan terminal atau ganti nama berkasnya.\n"
                f'Expected the command to be UTF-8, but "{shown}" is not. '
                "Check the settings of the terminal, or rename the file.\n"
            )
            sys.exit(2)


def _stop_writing(error: OSError) -> NoReturn:
    """End after stdout failed. Who has read enough (`sopan list | head -1`) hears nothing."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if isinstance(error, BrokenPipeError):
        sys.exit(1)
    sys.exit(
        f"Seharusnya jawaban dapat ditulis, tetapi: {error.strerror}. "
        "Yang diminta sudah dikerjakan; lihat hasilnya dengan `sopan list`.\n"
        f"Expected to write the answer, but: {error.strerror}. "
        "What was asked has been done; see it with `sopan list`."
    )
