"""Words about what comes with a step: attachments, drafts of forms, comments."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "document.empty": (
        'Seharusnya berkas "{name}" berisi sesuatu, tetapi kosong. '
        "Periksa berkasnya, lalu lampirkan kembali.",
        'Expected to find something in the file "{name}", but it is empty. '
        "Check the file and attach it again.",
    ),
    "document.large": (
        'Seharusnya satu lampiran paling besar {limit} MB, tetapi "{name}" lebih dari itu. '
        "Kecilkan, misalnya simpan sebagai PDF, lalu lampirkan kembali.",
        'Expected an attachment of {limit} MB at most, but "{name}" is larger. '
        "Make it smaller, for example save it as PDF, and attach it again.",
    ),
    "document.type": (
        'Seharusnya lampiran berupa dokumen yang dikenal, tetapi isi "{name}" bukan salah satunya '
        "atau memuat makro. Simpan sebagai salah satu dari {allowed}, lalu lampirkan kembali.",
        'Expected to find a document, but the content of "{name}" is none that is known, or has '
        "macros. Save it as one of {allowed} and attach it again.",
    ),
    "document.many": (
        "Seharusnya lampiran satu pelaksanaan paling besar {limit} MB seluruhnya, tetapi akan "
        'lebih dari itu dengan "{name}". Kecilkan berkasnya, atau simpan di tempat lain dan tulis '
        "alamatnya sebagai catatan.",
        "Expected the attachments of an instance to have {limit} MB at most, but with "
        '"{name}" there would be more. Make the file smaller, or keep it elsewhere and write its '
        "address in a comment.",
    ),
    "document.field": (
        'Seharusnya berkas dilampirkan pada isian berkas, tetapi "{field}" bukan isian berkas '
        "pada langkah ini. Muat ulang halamannya, lalu lampirkan kembali.",
        'Expected to attach a file to a file field, but "{field}" is none of this step. '
        "Reload the page and attach it again.",
    ),
    "document.reference": (
        'Seharusnya "{label}" menunjuk lampiran langkah ini, tetapi lampirannya tidak ada. '
        "Lampirkan berkasnya.",
        'Expected "{label}" to name an attachment of this step, but there is none. '
        "Attach the file.",
    ),
    "document.owner": (
        "Seharusnya lampiran dihapus oleh yang melampirkan, tetapi {officer} bukan orangnya. "
        "Mintalah kepada {owner}.",
        "Expected whoever attached a file to remove it, but {officer} is not the one. Ask {owner}.",
    ),
    "document.removed": (
        'Seharusnya lampiran "{name}" masih ada, tetapi sudah dihapus. Muat ulang halamannya.',
        'Expected to find the attachment "{name}", but it was removed. Reload the page.',
    ),
    "document.sent": (
        'Seharusnya lampiran dihapus sebelum langkahnya selesai, tetapi langkah dari "{name}" '
        "sudah selesai. Tulis keterangan sebagai catatan.",
        'Expected to remove an attachment before its step is done, but the step of "{name}" is. '
        "Explain it in a comment.",
    ),
    "draft.field": (
        'Seharusnya draf berisi isian langkah ini ({known}), tetapi "{element}" bukan salah '
        "satunya. Pakai salah satunya; berkas dilampirkan.",
        'Expected a draft to have fields of this step ({known}), but "{element}" is none. '
        "Use one of those; a file is attached.",
    ),
    "draft.ticked": (
        "Seharusnya kelengkapan dicentang menurut nomornya, dari 0, dan ada {count}, tetapi tidak "
        "demikian. Lihat kelengkapan langkah ini.",
        "Expected to tick off inputs by their number, from 0, of which there are {count}, but it "
        "is not so. Look at the inputs of this step.",
    ),
    "draft.large": (
        "Seharusnya draf isian paling besar 1 MB, tetapi lebih dari itu. "
        "Lampirkan yang besar sebagai berkas.",
        "Expected a draft of 1 MB at most, but it is larger. Attach what is large as a file.",
    ),
    "comment.empty": (
        "Seharusnya catatan berisi sesuatu, tetapi kosong. Tulis catatannya.",
        "Expected to find a comment, but it is empty. Write the comment.",
    ),
    "comment.long": (
        "Seharusnya catatan paling panjang {limit} huruf, tetapi lebih dari itu. "
        "Ringkas, atau lampirkan sebagai berkas.",
        "Expected a comment of {limit} characters at most, but it has more. "
        "Shorten it, or attach it as a file.",
    ),
}
