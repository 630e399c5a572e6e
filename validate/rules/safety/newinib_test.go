package safety_test

// newinib returns a drug with safety items, which cite the label of the example catalog and others.
func newinib(items string) string {
	return `-- sources/label-eu.yaml --
display_name: Exampla label, EU
kind: LABEL
jurisdiction: EU
-- drugs/newinib.yaml --
products: [{id: new-us, brand: New, jurisdiction: US}, {id: newer-us, brand: Newer, jurisdiction: US}]
citations: {label: {source: sources/label}, eu: {source: sources/label-eu}, page: {source: sources/page}}
safety:` + items
}
