"""Words about jobs of handlers."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "job.closed": (
        'Seharusnya pekerjaan "{handler}" pada "{node}" masih terbuka, tetapi sudah selesai atau '
        "dibatalkan. Lihat yang masih terbuka.",
        'Expected the job of "{handler}" at "{node}" to be open, but it is done or cancelled. '
        "See which are open.",
    ),
    "job.overtaken": (
        'Seharusnya pekerjaan "{handler}" pada "{node}" masih di tangan yang mengambilnya, tetapi '
        "sudah berpindah atau ditutup. Tidak perlu berbuat apa-apa.",
        'Expected the job of "{handler}" at "{node}" to be with whoever took it, but it has '
        "passed on or is closed. There is nothing to do.",
    ),
    "job.running": (
        'Seharusnya pekerjaan "{handler}" pada "{node}" belum dikerjakan, tetapi sedang berjalan. '
        "Tunggu hasilnya, atau selesaikan sendiri.",
        'Expected the job of "{handler}" at "{node}" to wait, but it is running. '
        "Wait for its result, or complete it yourself.",
    ),
    "job.code_missing": (
        "Seharusnya ada kode galat, tetapi belum ditulis. Tulis kode yang ditangkap model.",
        "Expected to find the code of an error, but there is none. Give one the model catches.",
    ),
    "deploy.handler_missing": (
        'Seharusnya ada yang mengerjakan "{handler}" untuk "{element}", tetapi di sini tidak ada. '
        "Pasang handler dengan nama itu, atau selesaikan sendiri.",
        'Expected somebody here to answer to "{handler}" of "{element}", but nobody does. '
        "Install a handler of that name, or complete the job by hand.",
    ),
    "deploy.handler_input": (
        'Seharusnya "{element}" memberi "{input}" kepada "{handler}", tetapi tidak. '
        'Tambahkan sop:take name="{input}".',
        'Expected "{element}" to give "{input}" to "{handler}", but it does not. '
        'Add sop:take name="{input}".',
    ),
}
