"""A header and two invented people, as a list sends them."""

HEADER = ["NO", "NIK", "NAMA", "TANGGAL LAHIR", "L/P", "RT/RW", "KELURAHAN"]
TRADER = [1, "3271010107800001", "Asep Contoh", "01-07-1980", "L", "01/02", "Tajur"]
BUILDER = [2, "3271015708750002", "Neneng Misal", "17/08/1975", "P", "03/04", "Tajur"]
