"""One candidate, or several together, to the optimum: column generation, row generation, an integer program."""
