package facts

import "fmt"

// GapPath returns the path of a record's gap.
func GapPath(i int) string { return fmt.Sprintf("gaps[%d]", i) }

// UsePath returns the path of a drug's use, or of a field of it.
func UsePath(i int, field string) string { return child(fmt.Sprintf("uses[%d]", i), field) }

// LabelPath returns the path of a label of a drug's use, or of a field of it.
func LabelPath(i, j int, field string) string {
	return child(fmt.Sprintf("uses[%d].labels[%d]", i, j), field)
}

// EventPath returns the path of an authorization event of a drug's product, or of a field of it.
func EventPath(i, j int, field string) string {
	return child(fmt.Sprintf("products[%d].authorizations[%d]", i, j), field)
}

// CitationPath returns the path of a record's citation, or of a field of it.
func CitationPath(key, field string) string { return child(fmt.Sprintf("citations[%q]", key), field) }

func child(path, field string) string {
	if field == "" || path == "" {
		return path + field
	}
	return path + "." + field
}

// AdministrationPath returns the path of a way of giving a drug or class, or of a field of it.
func AdministrationPath(i int, field string) string {
	return child(fmt.Sprintf("administrations[%d]", i), field)
}

// AccessPath returns the path of a reimbursement decision on a drug, or of a field of it.
func AccessPath(i int, field string) string {
	return child(fmt.Sprintf("access_decisions[%d]", i), field)
}

// CoveragePath returns the path of a drug's coverage, or of a field of it.
func CoveragePath(i int, field string) string {
	return child(fmt.Sprintf("coverage[%d]", i), field)
}

// CitesPath returns the path of one of the keys that a fact cites.
func CitesPath(fact string, k int) string { return child(fact, fmt.Sprintf("cites[%d]", k)) }

// ItemPath returns the path of an item of a record's list, or of a field of it.
func ItemPath(list string, i int, field string) string {
	return child(fmt.Sprintf("%s[%d]", list, i), field)
}
