"""AgriDesk (农技台): the offline desk of a crop-seed company's regional technical manager."""

__version__ = "0.2.0"
