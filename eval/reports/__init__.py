"""What a reader is given of runs: reports, plots, comparisons, sheets for checking by hand."""
