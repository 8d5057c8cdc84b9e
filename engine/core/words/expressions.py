"""Words about expressions."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    # Reading an expression (engine/bpmn/expressions.py)
    "expression.nothing": (
        'Seharusnya ada ekspresi, tetapi kosong. Tulislah, misalnya: hasil == "ya".',
        'Expected an expression, but there is none. Write one, for example: hasil == "ya".',
    ),
    "expression.too_long": (
        "Seharusnya ekspresi paling panjang {limit} karakter, tetapi panjangnya {length}. "
        "Bagi menjadi beberapa langkah.",
        "Expected an expression of at most {limit} characters, but it has {length}. "
        "Divide it into several steps.",
    ),
    "expression.too_deep": (
        "Seharusnya kurung dalam `{source}` bersarang paling dalam {limit}, tetapi lebih. "
        "Bagi menjadi beberapa langkah.",
        "Expected the brackets of `{source}` to be nested at most {limit} deep, but they are "
        "deeper. Divide it into several steps.",
    ),
    "expression.unfinished": (
        "Seharusnya `{source}` ekspresi yang lengkap, tetapi berhenti di tengah. "
        "Lengkapi bagian akhirnya.",
        "Expected `{source}` to be a complete expression, but it stops halfway. Complete its end.",
    ),
    "expression.expected": (
        "Seharusnya ada `{wanted}` dalam `{source}`, tetapi yang ada `{found}`. "
        "Periksa kurung dan tanda di dekatnya.",
        "Expected `{wanted}` in `{source}`, but found `{found}`. "
        "Check the brackets and signs near it.",
    ),
    "expression.value_expected": (
        "Seharusnya ada nilai atau nama dalam `{source}`, tetapi yang ada `{found}`. "
        "Periksa apakah ada yang terlewat sebelumnya.",
        "Expected a value or a name in `{source}`, but found `{found}`. "
        "Check whether something is missing before it.",
    ),
    "expression.leftover": (
        "Seharusnya `{source}` selesai sebelum `{found}`, tetapi masih berlanjut. Tambahkan tanda "
        "seperti ==, and, or di antaranya; nama dengan spasi ditulis dengan garis bawah.",
        "Expected `{source}` to end before `{found}`, but it goes on. Put a sign such as ==, and, "
        "or between them; write a name with a space using an underscore.",
    ),
    "expression.character": (
        "Seharusnya `{source}` hanya memakai tanda yang dikenal, tetapi ada `{character}`. "
        "Hapus tanda itu; teks ditulis di antara tanda petik.",
        "Expected `{source}` to use known signs only, but it has `{character}`. "
        "Delete it; write text between quotes.",
    ),
    "expression.quotes": (
        "Seharusnya teks dalam `{source}` diapit petik lurus, tetapi ada `{character}`. "
        "Gantilah dengan \" atau '.",
        "Expected text in `{source}` to stand between straight quotes, but it has `{character}`. "
        "Replace it with \" or '.",
    ),
    "expression.string": (
        "Seharusnya teks dalam `{source}` ditutup pada baris yang sama, tetapi tidak. "
        "Tambahkan tanda petik penutup.",
        "Expected text in `{source}` to be closed on the same line, but it is not. "
        "Add the closing quote.",
    ),
    "expression.escape": (
        "Seharusnya garis miring terbalik dalam `{source}` diikuti \", ', \\, n, t, r atau u0000, "
        "tetapi ada `{escape}`. Tulis \\\\ untuk garis miring terbalik itu sendiri.",
        "Expected a backslash in `{source}` to be followed by \", ', \\, n, t, r or u0000, but "
        "it has `{escape}`. Write \\\\ for the backslash itself.",
    ),
    "expression.number": (
        "Seharusnya angka dalam `{source}` ditulis seperti 80 atau 7.5, tetapi ada `{text}`. "
        "Hapus huruf di belakangnya.",
        "Expected numbers in `{source}` to be written like 80 or 7.5, but it has `{text}`. "
        "Delete the letters after it.",
    ),
    "expression.word": (
        "Seharusnya `{source}` satu ekspresi tanpa pengulangan, fungsi baru atau objek, tetapi "
        "memakai `{word}`. Gunakan multi-instance atau loop pada model untuk mengulang.",
        "Expected `{source}` to be one expression without loops, new functions or objects, but it "
        "uses `{word}`. Use multi-instance or a loop in the model to repeat.",
    ),
    "expression.operator": (
        "Seharusnya `{source}` memakai tanda yang dikenal, tetapi ada `{operator}`. "
        "Tulis misalnya `{instead}`.",
        "Expected `{source}` to use known signs, but it has `{operator}`. "
        "Write for example `{instead}`.",
    ),
    "expression.wrapper": (
        "Seharusnya ${{…}} mengapit seluruh ekspresi, tetapi dalam `{source}` hanya sebagian. "
        "Tulis satu ${{…}} di luar semuanya, atau tidak sama sekali.",
        "Expected ${{…}} to enclose the whole expression, but in `{source}` it encloses a part. "
        "Write one ${{…}} around everything, or none.",
    ),
    "expression.equals_sign": (
        "Seharusnya perbandingan dalam skrip ditulis ==, tetapi `{source}` memakai = dua kali. "
        "Tulis == untuk membandingkan.",
        "Expected a comparison in a script to be written ==, but `{source}` has = twice. "
        "Write == to compare.",
    ),
    "expression.range": (
        "Seharusnya rentang seperti [1..5] berdiri setelah in, tetapi dalam `{source}` tidak. "
        "Tulis misalnya: skor in [1..5].",
        "Expected a range such as [1..5] to stand after in, but in `{source}` it does not. "
        "Write for example: skor in [1..5].",
    ),
    "expression.key": (
        "Seharusnya setiap isi {{…}} dalam `{source}` diawali nama, tetapi ada `{found}`. "
        'Tulis misalnya: {{"nomor": 1}}.',
        "Expected each entry of {{…}} in `{source}` to begin with a name, but found `{found}`. "
        'Write for example: {{"nomor": 1}}.',
    ),
    "expression.hidden_name": (
        "Seharusnya nama dalam `{source}` diawali huruf, tetapi ada `{name}`. "
        "Pilih nama tanpa garis bawah di depan.",
        "Expected names in `{source}` to begin with a letter, but it has `{name}`. "
        "Choose a name without an underscore in front.",
    ),
    "expression.function": (
        "Seharusnya fungsi dalam `{source}` salah satu dari {known}, tetapi ada `{name}`. "
        "Gunakan salah satunya.",
        "Expected a function in `{source}` to be one of {known}, but it has `{name}`. "
        "Use one of them.",
    ),
    "expression.function.near": (
        "Seharusnya fungsi dalam `{source}` dikenal, tetapi `{name}` tidak ada. "
        "Barangkali maksudnya `{near}`?",
        "Expected a known function in `{source}`, but there is no `{name}`. Did you mean `{near}`?",
    ),
    "expression.method": (
        "Seharusnya `{source}` hanya memakai data, tetapi memanggil `.{name}()`. "
        "Tulis ==, in, data['nomor'], atau fungsi seperti lower(nama).",
        "Expected `{source}` to use data only, but it calls `.{name}()`. "
        "Write ==, in, data['nomor'], or a function such as lower(nama).",
    ),
    "expression.engine_call": (
        "Seharusnya variabel dalam `{source}` ditulis dengan namanya, tetapi ada `.{name}()`. "
        'Tulis namanya saja, misalnya hasil; dalam skrip: hasil = "ya".',
        "Expected a variable in `{source}` to be written by its name, but it has `.{name}()`. "
        'Write the name alone, for example hasil; in a script: hasil = "ya".',
    ),
    "expression.arguments": (
        "Seharusnya fungsi dalam `{source}` ditulis `{usage}`, tetapi diberi {given} nilai. "
        "Sesuaikan banyaknya nilai.",
        "Expected the function in `{source}` to be written `{usage}`, but it is given {given} "
        "values. Give as many as it takes.",
    ),
    "expression.assignment": (
        "Seharusnya setiap baris skrip berbentuk nama = ekspresi, tetapi ada `{found}` dalam "
        '`{source}`. Tulis misalnya: hasil = "ya".',
        "Expected each line of a script to be name = expression, but found `{found}` in "
        '`{source}`. Write for example: hasil = "ya".',
    ),
    # Evaluating it
    "expression.undefined": (
        "Seharusnya variabel `{name}` ada untuk `{source}`, tetapi belum diisi. "
        "Isi lebih dahulu, atau tulis get or else({name}, null).",
        "Expected the variable `{name}` for `{source}`, but nothing has set it. "
        "Set it first, or write get or else({name}, null).",
    ),
    "expression.undefined.near": (
        "Seharusnya variabel `{name}` ada untuk `{source}`, tetapi belum diisi. "
        "Barangkali maksudnya `{near}`?",
        "Expected the variable `{name}` for `{source}`, but nothing has set it. "
        "Did you mean `{near}`?",
    ),
    "expression.member": (
        "Seharusnya ada bagian `{name}` dalam data untuk `{source}`, tetapi tidak ada. "
        "Periksa isi data, atau uji dahulu dengan defined(…).",
        "Expected the data to have `{name}` for `{source}`, but it has not. "
        "Check the data, or test first with defined(…).",
    ),
    "expression.member.near": (
        "Seharusnya ada bagian `{name}` dalam data untuk `{source}`, tetapi tidak ada. "
        "Barangkali maksudnya `{near}`?",
        "Expected the data to have `{name}` for `{source}`, but it has not. Did you mean `{near}`?",
    ),
    "expression.not_object": (
        "Seharusnya `.{name}` dalam `{source}` dibaca dari data yang berbagian, tetapi nilainya "
        "{value}. Periksa variabel di depan titik.",
        "Expected `.{name}` in `{source}` to be read from an object, but the value is {value}. "
        "Check the variable before the point.",
    ),
    "expression.index": (
        "Seharusnya posisi {index} dalam `{source}` ada, tetapi isinya hanya {size}. "
        "Posisi dihitung dari 0; periksa len(…) lebih dahulu.",
        "Expected position {index} in `{source}` to exist, but there are {size} items. "
        "Positions count from 0; check len(…) first.",
    ),
    "expression.no_index": (
        "Seharusnya [{index}] dalam `{source}` mengambil bagian suatu daftar, teks atau data, "
        "tetapi nilainya {value}. Daftar memakai angka, data memakai nama.",
        "Expected [{index}] in `{source}` to take a part of a list, text or object, but the value "
        "is {value}. Lists take a number, objects a name.",
    ),
    "expression.not_boolean": (
        "Seharusnya and, or, not dan if dalam `{source}` menerima benar atau salah, tetapi "
        'nilainya {value}. Bandingkan dahulu, misalnya: hasil == "ya".',
        "Expected and, or, not and if in `{source}` to be given true or false, but the value is "
        '{value}. Compare it, for example: hasil == "ya".',
    ),
    "expression.kinds": (
        "Seharusnya `{operator}` dalam `{source}` diberi nilai sejenis, tetapi diberi {left} dan "
        "{right}. Ubah dahulu dengan number(…) atau str(…).",
        "Expected `{operator}` in `{source}` to be given values that fit, but it got {left} and "
        "{right}. Convert them first with number(…) or str(…).",
    ),
    "expression.argument": (
        "Seharusnya `{usage}` dalam `{source}` diberi nilai yang cocok, tetapi diberi {value}. "
        "Periksa nilainya, atau ubah dengan number(…), str(…) atau date(…).",
        "Expected `{usage}` in `{source}` to be given values that fit, but it got {value}. "
        "Check the value, or convert it with number(…), str(…) or date(…).",
    ),
    "expression.division": (
        "Seharusnya pembagi dalam `{source}` bukan nol, tetapi {left} dibagi nol. "
        "Uji dahulu pembaginya dengan if … then … else.",
        "Expected a divisor other than zero in `{source}`, but {left} was divided by zero. "
        "Test the divisor first with if … then … else.",
    ),
    "expression.too_big": (
        "Seharusnya hasil hitungan `{source}` bilangan biasa, tetapi terlalu besar. "
        "Periksa angka-angkanya.",
        "Expected `{source}` to be an ordinary number, but it is too big. Check the numbers in it.",
    ),
    "expression.too_large": (
        "Seharusnya hasil `{source}` berukuran wajar, tetapi terlalu panjang atau terlalu dalam. "
        "Simpan lebih sedikit.",
        "Expected the result of `{source}` to be of ordinary size, but it is too long or nested "
        "too deep. Keep less in it.",
    ),
    "expression.budget": (
        "Seharusnya `{source}` selesai dengan cepat, tetapi datanya terlalu banyak. "
        "Olah daftar yang lebih pendek.",
        "Expected `{source}` to be done quickly, but there is too much data. "
        "Work on a shorter list.",
    ),
    "expression.not_json": (
        "Seharusnya `{name}` dalam `{source}` berupa teks, angka, benar/salah, daftar atau data, "
        "tetapi jenisnya {type}. Simpan nilainya sebagai salah satu dari itu.",
        "Expected `{name}` in `{source}` to be text, a number, true/false, a list or an object, "
        "but it is of type {type}. Store it as one of these.",
    ),
}
