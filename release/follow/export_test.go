package follow

// Compatible compares the schema of a release with that of this program, for tests: no builder makes a release of another schema.
var Compatible = compatible
