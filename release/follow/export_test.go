package follow

// Compatible is compatible, for tests: no builder makes a release of another schema.
var Compatible = compatible
