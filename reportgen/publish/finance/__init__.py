"""What finance gets: the pay sheet with its bank list, and the reconciliation; views first, then workbooks."""
