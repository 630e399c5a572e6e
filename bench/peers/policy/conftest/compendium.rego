# What the schema, the references and the label flags of a catalog ask, for `conftest test --combine`: input is the list of all files.
package main

import rego.v1

collections[name] := files if {
	some name in object.keys(data.schema)
	files := [f | some f in input; startswith(f.path, concat("", [name, "/"]))]
	count(files) > 0
}

names contains trim_suffix(file.path, ".yaml") if some file in input

drugs := [file | some file in input; startswith(file.path, "drugs/")]

# All records of a collection are matched at once, so that its schema is compiled once: that is ten times as fast as one by one.
deny contains msg if {
	some name, files in collections
	schema := {
		"$defs": object.get(data.schema[name], "$defs", {}),
		"properties": {"records": {"type": "array", "items": object.remove(data.schema[name], ["$defs", "$schema"])}},
	}
	[ok, errors] := json.match_schema({"records": [f.contents | some f in files]}, schema)
	not ok
	some e in errors
	index := to_number(split(e.field, ".")[1])
	msg := sprintf("%s: %s: %s", [files[index].path, e.field, e.desc])
}

deny contains msg if {
	some file in input
	some key, citation in file.contents.citations
	not citation.source in names
	msg := sprintf("%s: citations.%s: no such source: %s", [file.path, key, citation.source])
}

deny contains msg if {
	some file in input
	some coverage in file.contents.coverages
	not coverage.drug in names
	msg := sprintf("%s: coverages: no such drug: %s", [file.path, coverage.drug])
}

referred(drug) := array.concat(
	array.concat(object.get(drug, "classes", []), object.get(drug, ["mechanism", "targets"], [])),
	array.concat([u.condition | some u in drug.uses], [e.regulator | some p in drug.products; some e in p.authorizations]),
)

deny contains msg if {
	some file in drugs
	some name in referred(file.contents)
	not name in names
	msg := sprintf("%s: no such record: %s", [file.path, name])
}

facts(drug) := array.concat(
	array.concat(
		[drug.mechanism | drug.mechanism],
		array.concat(object.get(drug, "administrations", []), object.get(drug, "side_effects", [])),
	),
	array.concat(
		[e | some p in drug.products; some e in p.authorizations],
		array.concat(object.get(drug, "uses", []), [l | some u in drug.uses; some l in u.labels]),
	),
)

deny contains msg if {
	some file in drugs
	some fact in facts(file.contents)
	some key in fact.cites
	not file.contents.citations[key]
	msg := sprintf("%s: no citation has the key %s", [file.path, key])
}

deny contains msg if {
	some file in drugs
	some p in file.contents.products
	some i, e in p.authorizations
	i > 0
	e.date < p.authorizations[i - 1].date
	msg := sprintf("%s: the event of %s stands below one of %s", [file.path, e.date, p.authorizations[i - 1].date])
}

# For what a product is licensed in a jurisdiction; here without dates, endings and the regulators' coverage.
licensed(drug, use, jurisdiction) if {
	some p in drug.products
	p.jurisdiction == jurisdiction
	some e in p.authorizations
	e.use == use
	e.event in {"APPROVED", "ACCELERATED", "CONVERTED", "EXPANDED"}
}

deny contains msg if {
	some file in drugs
	some u in file.contents.uses
	some l in u.labels
	l.off_label == true
	licensed(file.contents, u.id, l.jurisdiction)
	msg := sprintf("%s: %s in %s is flagged off label and is licensed", [file.path, u.id, l.jurisdiction])
}

deny contains msg if {
	some file in drugs
	some u in file.contents.uses
	some l in u.labels
	l.off_label == false
	not licensed(file.contents, u.id, l.jurisdiction)
	msg := sprintf("%s: %s in %s is flagged on label and is not licensed", [file.path, u.id, l.jurisdiction])
}
