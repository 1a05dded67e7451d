"""Laying a trial out: entries, design, field map, certificate, copies to other sites."""
