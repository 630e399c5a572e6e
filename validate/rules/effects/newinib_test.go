package effects_test

// newinib returns a drug with side effects, which cite the sources of the example catalog.
func newinib(effects string) string {
	return `-- drugs/newinib.yaml --
citations: {label: {source: sources/label}, page: {source: sources/page}}
side_effects:` + effects
}
