"""The SOPs: data, one folder per agency, and how SOP documents come in and go out."""
