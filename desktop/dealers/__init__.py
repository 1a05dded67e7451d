"""Dealers: the dealer file, contacts, licences, territories, visits and promises."""
