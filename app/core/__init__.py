"""Value types and pure mathematics. Imports numpy and the standard library only, and touches no file."""
