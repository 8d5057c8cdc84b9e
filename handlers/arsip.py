"""arsip: files what an instance has made, with a checksum and a label of the retention schedule."""

from typing import Any, Final

from engine.core import retention
from engine.core.forms import RESERVED
from handlers.contract import Archive, Context, Handler, Outcome, Permanent

_OWN: Final = ("judul", "jra", "nomor", "dokumen")


def run(context: Context) -> Outcome:
    """Ask for a record titled `judul`, kept as `jra` says; the other inputs are its contents.

    Raises Permanent for a label that does not say how long, and for documents that are not named.
    """
    label = str(context.inputs["jra"]).strip()
    kept = retention.read(label)
    if kept is None:
        raise Permanent(
            f'jra "{label}" harus menyebut berapa tahun dan nasib akhirnya, misalnya "2 tahun '
            'aktif + 4 tahun inaktif, permanen" / jra must say for how many years, and then what'
        )
    values = {
        name: value
        for name, value in context.inputs.items()
        if name not in _OWN and name not in RESERVED
    }
    wish = Archive(
        key=context.key,
        title=str(context.inputs["judul"]).strip(),
        reference=str(context.inputs.get("nomor") or ""),
        documents=_documents(context.inputs.get("dokumen")),
        values=values,
        retention=label,
        keep=kept,
    )
    return Outcome(wants=(wish,))


def _documents(named: Any) -> tuple[str, ...] | None:
    """Return the names of the documents to file; None is all there are."""
    if named is None:
        return None
    names = [named] if isinstance(named, str) else named
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise Permanent(
            "dokumen harus nama dokumen atau daftarnya / dokumen must be a name or a list of names"
        )
    return tuple(dict.fromkeys(names))


HANDLER: Final = Handler(
    run, needs=("judul", "jra"), gives=("arsip", "sidik", "simpan_sampai"), outside=False
)
