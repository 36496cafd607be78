"""Forms that are declared: those that come with the program; read by their declaration, drafted from a sheet."""
