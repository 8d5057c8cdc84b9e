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
    "setting.port": (
        'Seharusnya "port" paling besar {most}, tetapi isinya {value}. Pilih yang lebih kecil.',
        'Expected "port" to be {most} at most, but it is {value}. Choose a smaller number.',
    ),
    "setting.language": (
        'Seharusnya bahasa "id" atau "en", tetapi isinya "{value}". Pilih salah satunya.',
        'Expected the language to be "id" or "en", but it is "{value}". Choose one of them.',
    ),
}
