"""Words about settings."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "setting.unknown": (
        'Seharusnya setiap pengaturan dikenal, tetapi "{name}" tidak dikenal. '
        'Barangkali maksudnya "{near}" ({variable})?',
        'Expected every setting to be known, but "{name}" is not. '
        'Did you mean "{near}" ({variable})?',
    ),
    "setting.file": (
        'Seharusnya berkas pengaturan "{path}" ada, tetapi tidak ditemukan. Periksa SOPAN_CONFIG.',
        'Expected the settings file "{path}" to exist, but it does not. Check SOPAN_CONFIG.',
    ),
    "setting.toml": (
        'Seharusnya "{path}" berisi TOML, tetapi tidak dapat dibaca: {problem}. '
        "Perbaiki barisnya, lalu ulangi.",
        'Expected "{path}" to be TOML, but it cannot be read: {problem}. '
        "Correct that line and try again.",
    ),
    "setting.value": (
        'Seharusnya "{name}" berupa angka ({kind}) lebih dari nol, tetapi isinya "{value}". '
        "Perbaiki nilainya.",
        'Expected "{name}" to be a number ({kind}) above zero, but it is "{value}". '
        "Correct the value.",
    ),
    "setting.oidc": (
        'Seharusnya "oidc_issuer" disertai "oidc_client_id", tetapi itu kosong. '
        "Isi dengan nama yang diberikan penyedia.",
        'Expected "oidc_issuer" to come with "oidc_client_id", but that is empty. '
        "Set it to what the provider gave.",
    ),
    "setting.port": (
        'Seharusnya "port" paling besar {most}, tetapi isinya {value}. Pilih yang lebih kecil.',
        'Expected "port" to be {most} at most, but it is {value}. Choose a smaller number.',
    ),
    "setting.language": (
        'Seharusnya bahasa "id" atau "en", tetapi isinya "{value}". Pilih salah satunya.',
        'Expected the language to be "id" or "en", but it is "{value}". Choose one of them.',
    ),
    "setting.network": (
        'Seharusnya "channel_network" salah satu dari public, private, local, tetapi isinya '
        '"{value}". Pilih salah satunya.',
        'Expected "channel_network" to be public, private or local, but it is "{value}". '
        "Choose one of them.",
    ),
    "setting.base_url": (
        'Seharusnya "base_url" berupa alamat web, tetapi isinya "{value}". '
        "Tulis misalnya https://sopan.example.go.id.",
        'Expected "base_url" to be a web address, but it is "{value}". '
        "Write, for example, https://sopan.example.go.id.",
    ),
    "setting.secret_key": (
        'Seharusnya "secret_key" paling sedikit {least} huruf, tetapi lebih pendek. '
        "Buat yang panjang dan acak.",
        'Expected "secret_key" to have at least {least} characters, but it is shorter. '
        "Make a long and random one.",
    ),
}
