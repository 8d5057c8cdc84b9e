"""Words about decision tables."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    # Reading a DMN file (engine/bpmn/decisions.py)
    "decision.version": (
        'Seharusnya berkas ini DMN 1.1 sampai 1.5, tetapi namespace-nya "{namespace}". '
        "Simpan ulang sebagai DMN 1.3 dari aplikasi pemodel.",
        'Expected the file to be DMN 1.1 to 1.5, but its namespace is "{namespace}". '
        "Save it as DMN 1.3 in the modeler.",
    ),
    "decision.none": (
        "Seharusnya berkas DMN memuat tabel keputusan, tetapi tidak ada. "
        "Tambahkan sebuah decision dengan tabelnya.",
        "Expected the DMN file to have a decision table, but it has none. "
        "Add a decision with its table.",
    ),
    "decision.too_many": (
        "Seharusnya paling banyak {limit} keputusan dalam satu berkas, tetapi ada {count}. "
        "Bagi menjadi beberapa berkas.",
        "Expected at most {limit} decisions in a file, but there are {count}. "
        "Divide it into several files.",
    ),
    "decision.too_long": (
        "Seharusnya semua sel dalam satu berkas paling panjang {limit} karakter, tetapi lebih. "
        "Bagi menjadi beberapa berkas.",
        "Expected all cells of a file to have at most {limit} characters, but they have more. "
        "Divide it into several files.",
    ),
    "decision.unknown_element": (
        'Seharusnya "{tag}" pada "{element}" elemen DMN, tetapi tidak dikenal. '
        "Periksa ejaannya atau simpan ulang dari aplikasi pemodel.",
        'Expected "{tag}" on "{element}" to be an element of DMN, but it is not known. '
        "Check its spelling or save the file again in the modeler.",
    ),
    "decision.refused": (
        'Seharusnya "{element}" berisi tabel keputusan atau satu ekspresi, tetapi memakai '
        '"{tag}". Tulis aturannya sebagai tabel keputusan.',
        'Expected "{element}" to be a decision table or one expression, but it uses "{tag}". '
        "Write the rule as a decision table.",
    ),
    "decision.id": (
        'Seharusnya keputusan "{name}" mempunyai id sendiri, tetapi tidak. '
        "Beri id yang belum dipakai; dengan id itu BPMN memanggilnya.",
        'Expected the decision "{name}" to have an id of its own, but it has not. '
        "Give it one that is not used yet; BPMN calls it by that id.",
    ),
    "decision.no_logic": (
        'Seharusnya keputusan "{element}" mempunyai satu tabel atau ekspresi, tetapi ada {count}. '
        "Isi keputusan itu dengan satu tabel, atau hapus.",
        'Expected the decision "{element}" to have one table or expression, but it has {count}. '
        "Give it one table, or delete it.",
    ),
    "decision.language": (
        'Seharusnya ekspresi dalam "{element}" ditulis dalam FEEL, tetapi bahasanya "{language}". '
        "Tulis ulang dalam FEEL dan hapus expressionLanguage.",
        'Expected the expressions of "{element}" to be written in FEEL, but the language is '
        '"{language}". Rewrite them in FEEL and delete expressionLanguage.',
    ),
    "decision.policy": (
        'Seharusnya hit policy "{element}" salah satu dari {known}, tetapi tertulis "{policy}". '
        "Pilih salah satunya.",
        'Expected the hit policy of "{element}" to be one of {known}, but it is "{policy}". '
        "Choose one of them.",
    ),
    "decision.aggregator": (
        'Seharusnya "{aggregator}" pada "{element}" menghitung satu keluaran dengan COLLECT, '
        "tetapi tidak. Pakai COLLECT dengan satu kolom keluaran dan SUM, MIN, MAX atau COUNT.",
        'Expected "{aggregator}" of "{element}" to reckon one output with COLLECT, but it does '
        "not. Use COLLECT with one output column and SUM, MIN, MAX or COUNT.",
    ),
    "decision.order": (
        'Seharusnya keluaran "{element}" punya daftar nilai dari yang terpenting, tetapi tidak. '
        'Isi outputValues, misalnya "tinggi","sedang","rendah".',
        'Expected the outputs of "{element}" to list their values, the most important first, but '
        'they do not. Fill in outputValues, for example "tinggi","sedang","rendah".',
    ),
    "decision.default_many": (
        'Seharusnya nilai bawaan "{element}" untuk satu hasil, tetapi hit policy-nya memberi '
        "daftar. Hapus nilai bawaan itu; tanpa aturan yang cocok, daftarnya kosong.",
        'Expected the default output of "{element}" to stand for one result, but its hit policy '
        "gives a list. Delete the default; where no rule fits, the list is empty.",
    ),
    "decision.no_output": (
        'Seharusnya tabel "{element}" mempunyai kolom keluaran, tetapi tidak ada. '
        "Tambahkan satu kolom keluaran.",
        'Expected the table "{element}" to have an output column, but it has none. Add one.',
    ),
    "decision.output_name": (
        'Seharusnya setiap keluaran "{element}" punya nama sendiri, tetapi "{name}" kosong atau '
        "dipakai dua kali. Beri nama yang berbeda.",
        'Expected each output of "{element}" to have a name of its own, but "{name}" is empty or '
        "used twice. Give them different names.",
    ),
    "decision.no_input": (
        'Seharusnya kolom masukan "{name}" pada "{element}" berisi ekspresi, tetapi kosong. '
        "Tulis nama variabel yang diperiksa, misalnya skor.",
        'Expected the input column "{name}" of "{element}" to have an expression, but it is empty. '
        "Write the variable to look at, for example skor.",
    ),
    "decision.cells": (
        'Seharusnya aturan {rule} pada "{element}" punya {inputs} sel masukan dan {outputs} sel '
        "keluaran, tetapi jumlahnya lain. Lengkapi sel aturan itu.",
        'Expected rule {rule} of "{element}" to have {inputs} input cells and {outputs} output '
        "cells, but it has other numbers. Complete the cells of the rule.",
    ),
    "decision.type_unknown": (
        'Seharusnya jenis "{type}" pada "{element}" dikenal, tetapi tidak. '
        "Pakai string, number, boolean, date atau dateTime, atau jelaskan dengan itemDefinition.",
        'Expected the type "{type}" of "{element}" to be known, but it is not. '
        "Use string, number, boolean, date or dateTime, or define it in an itemDefinition.",
    ),
    "decision.constant": (
        "Seharusnya `{source}` berjenis {type}, tetapi nilainya {value}. "
        "Perbaiki sel itu atau jenis kolomnya.",
        "Expected `{source}` to be of type {type}, but it is {value}. "
        "Correct the cell or the type of the column.",
    ),
    "decision.index": (
        "Seharusnya `{source}` tidak mengambil isi daftar dengan […], tetapi FEEL menghitungnya "
        "dari 1 dan bahasa lain dari 0. Ambil nilainya dengan skrip sebelum keputusan ini.",
        "Expected `{source}` not to take an item of a list with […], but it does, and FEEL counts "
        "from 1 where others count from 0. Take the value in a script before the decision.",
    ),
    "decision.required_missing": (
        'Seharusnya keputusan "{reference}" yang diperlukan "{element}" ada di berkas yang sama, '
        "tetapi tidak ada. Salin keputusan itu ke berkas ini.",
        'Expected the decision "{reference}" that "{element}" requires to be in the same file, but '
        "it is not. Copy that decision into this file.",
    ),
    "decision.circle": (
        'Seharusnya keputusan tidak saling memerlukan, tetapi "{element}" memerlukan dirinya '
        "sendiri lewat {circle}. Hapus salah satu hubungannya.",
        'Expected no decision to require itself, but "{element}" does, by way of {circle}. '
        "Delete one of the requirements.",
    ),
    "decision.same_name": (
        'Seharusnya nama "{name}" dalam "{element}" berarti satu hal, tetapi dua hal yang '
        "diperlukan bernama begitu. Ganti nama salah satunya.",
        'Expected the name "{name}" in "{element}" to mean one thing, but two things it requires '
        "are called so. Rename one of them.",
    ),
    # Deciding with values (engine/bpmn/decision_tables.py)
    "decision.input_type": (
        'Seharusnya masukan "{input}" pada keputusan "{decision}" berjenis {type}, tetapi nilainya '
        "{value}. Perbaiki isian itu atau jenis kolomnya, lalu coba lagi.",
        'Expected the input "{input}" of the decision "{decision}" to be of type {type}, but it is '
        "{value}. Correct the value or the type of the column, then retry.",
    ),
    "decision.input_value": (
        'Seharusnya masukan "{input}" pada keputusan "{decision}" salah satu nilai yang '
        "diperbolehkan, tetapi nilainya {value}. Perbaiki isian itu atau daftarnya, lalu coba "
        "lagi.",
        'Expected the input "{input}" of the decision "{decision}" to be one of the allowed '
        "values, but it is {value}. Correct the value or the list, then retry.",
    ),
    "decision.output_value": (
        'Seharusnya keluaran "{output}" pada aturan {rule} keputusan "{decision}" sesuai jenis dan '
        "daftar nilainya, tetapi hasilnya {value}. Perbaiki sel itu, pasang lagi, lalu coba lagi.",
        'Expected the output "{output}" of rule {rule} of the decision "{decision}" to fit its '
        "type and its allowed values, but it is {value}. Correct the cell, deploy, then retry.",
    ),
    "decision.result_type": (
        'Seharusnya hasil keputusan "{decision}" berjenis {type}, tetapi hasilnya {value}. '
        "Perbaiki ekspresinya, pasang lagi, lalu coba lagi.",
        'Expected the result of the decision "{decision}" to be of type {type}, but it is {value}. '
        "Correct the expression, deploy, then retry.",
    ),
    "decision.unique": (
        'Seharusnya hanya satu aturan keputusan "{decision}" yang cocok (UNIQUE), tetapi ada '
        "beberapa: {rules}. Bedakan aturan itu atau ganti hit policy, lalu coba lagi.",
        'Expected one rule of the decision "{decision}" to fit (UNIQUE), but several do: {rules}. '
        "Make them differ or choose another hit policy, then retry.",
    ),
    "decision.any": (
        'Seharusnya semua aturan keputusan "{decision}" yang cocok memberi hasil sama (ANY), '
        "tetapi aturan {rules} berbeda. Samakan hasilnya atau ganti hit policy, lalu coba lagi.",
        'Expected all rules of the decision "{decision}" that fit to give the same (ANY), but '
        "rules {rules} differ. Make them agree or choose another hit policy, then retry.",
    ),
    "decision.aggregate": (
        'Seharusnya {aggregator} pada keputusan "{decision}" menghitung bilangan, tetapi ada '
        "keluaran lain. Isi sel keluaran dengan bilangan, pasang lagi, lalu coba lagi.",
        'Expected {aggregator} of the decision "{decision}" to reckon with numbers, but there are '
        "other outputs. Put numbers into the output cells, deploy, then retry.",
    ),
    # Calling one from BPMN (engine/bpmn/decision_calls.py)
    "bpmn.decision_missing": (
        'Seharusnya businessRuleTask "{element}" menyebut keputusannya, tetapi tidak. '
        'Tambahkan sop:decision dengan ref dan result, misalnya ref="klasifikasi" result="kelas".',
        'Expected the businessRuleTask "{element}" to name its decision, but it does not. '
        'Add sop:decision with ref and result, for example ref="klasifikasi" result="kelas".',
    ),
    "bpmn.decision_result": (
        'Seharusnya businessRuleTask "{element}" menyebut variabel hasil, tetapi tertulis '
        '"{value}". Isi dengan satu nama, misalnya kelas.',
        'Expected the businessRuleTask "{element}" to name the variable of the result, but it '
        'says "{value}". Write one name, for example kelas.',
    ),
    "bpmn.decision_reference": (
        'Seharusnya keputusan "{element}" disebut dengan id-nya, tetapi tertulis "{value}". '
        "Tulis id satu keputusan; ekspresi tidak dipakai di sini.",
        'Expected the decision of "{element}" to be named by its id, but it says "{value}". '
        "Write the id of one decision; expressions are not used here.",
    ),
    "bpmn.decision_binding": (
        'Seharusnya "{element}" memakai versi keputusan yang berlaku, tetapi meminta "{value}". '
        "Hapus pilihan versi itu.",
        'Expected "{element}" to use the version of the decision in force, but it asks for '
        '"{value}". Delete that choice of a version.',
    ),
    "bpmn.decision_mapping": (
        'Seharusnya bentuk hasil "{element}" salah satu dari {known}, tetapi tertulis "{value}". '
        "Pilih salah satunya.",
        'Expected the result of "{element}" to be mapped as one of {known}, but it says "{value}". '
        "Choose one of them.",
    ),
    "running.decision_missing": (
        'Seharusnya keputusan "{decision}" untuk "{element}" berlaku di instansi ini, tetapi tidak '
        "ada. Pasang berkas DMN-nya, lalu coba lagi.",
        'Expected the decision "{decision}" of "{element}" to be in force in this agency, but it '
        "is not. Deploy its DMN file, then retry.",
    ),
    "running.decision_many": (
        'Seharusnya keputusan "{decision}" memberi satu nilai kepada "{element}", tetapi memberi '
        "lebih. Sesuaikan mapDecisionResult atau hit policy, lalu coba lagi.",
        'Expected the decision "{decision}" to give one value to "{element}", but it gave more. '
        "Adjust mapDecisionResult or the hit policy, then retry.",
    ),
    # Deploying the BPMN: engine/definitions.py
    "deploy.decision_missing": (
        'Seharusnya keputusan "{decision}" yang dipakai "{element}" sudah dipasang, tetapi belum. '
        "Pasang berkas DMN-nya sebelum langkah itu berjalan.",
        'Expected the decision "{decision}" that "{element}" uses to be deployed, but it is not '
        "yet. Deploy its DMN file before that step runs.",
    ),
}
