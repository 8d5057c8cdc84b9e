"""Words about simulations, the archive and SOPs that name each other."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "simulate.number": (
        'Seharusnya {option} bilangan bulat dari {least} sampai {most}, tetapi tertulis "{text}". '
        "Tulis bilangan di antaranya.",
        'Expected a whole number from {least} to {most} for {option}, but it says "{text}". '
        "Write one in between.",
    ),
    "start.after_open": (
        'Seharusnya pelaksanaan "{instance}" sudah selesai, tetapi statusnya {status}. '
        "Selesaikan dahulu, atau mulai SOP ini tanpa melanjutkannya.",
        'Expected the instance "{instance}" to be completed, but it is {status}. '
        "Complete it first, or start this SOP without it.",
    ),
    "start.after_other": (
        "Seharusnya {definition} melanjutkan SOP dari pelaksanaan itu, tetapi tidak; yang "
        "dilanjutkannya: {known}. Pilih pelaksanaan yang sesuai, atau mulai tanpa melanjutkan.",
        "Expected {definition} to continue the SOP of that instance, but it does not; what it "
        "continues: {known}. Choose an instance of that, or start without one.",
    ),
    "archive.document": (
        'Seharusnya dokumen "{document}" terlampir pada pelaksanaan ini, tetapi tidak ada. '
        "Lampirkan, atau pilih dari yang ada: {known}.",
        'Expected the document "{document}" to be attached to this instance, but it is not. '
        "Attach it, or choose one that is: {known}.",
    ),
}
