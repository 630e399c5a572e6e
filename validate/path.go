package validate

import "fmt"

// gapPath gives the path of a record's gap.
func gapPath(i int) string { return fmt.Sprintf("gaps[%d]", i) }

// usePath gives the path of a drug's use, or of a field of it.
func usePath(i int, field string) string { return child(fmt.Sprintf("uses[%d]", i), field) }

// labelPath gives the path of a label of a drug's use, or of a field of it.
func labelPath(i, j int, field string) string {
	return child(fmt.Sprintf("uses[%d].labels[%d]", i, j), field)
}

// eventPath gives the path of an authorization event of a drug's product, or of a field of it.
func eventPath(i, j int, field string) string {
	return child(fmt.Sprintf("products[%d].authorizations[%d]", i, j), field)
}

// citationPath gives the path of a record's citation, or of a field of it.
func citationPath(key, field string) string { return child(fmt.Sprintf("citations[%q]", key), field) }

func child(path, field string) string {
	if field == "" || path == "" {
		return path + field
	}
	return path + "." + field
}

// administrationPath gives the path of a way of giving a drug or class, or of a field of it.
func administrationPath(i int, field string) string {
	return child(fmt.Sprintf("administrations[%d]", i), field)
}

// accessPath gives the path of a decision about paying for a drug, or of a field of it.
func accessPath(i int, field string) string {
	return child(fmt.Sprintf("access_decisions[%d]", i), field)
}

// coveragePath gives the path of a regulator's coverage, or of a field of it.
func coveragePath(i int, field string) string {
	return child(fmt.Sprintf("coverages[%d]", i), field)
}

// citesPath gives the path of one of the keys that a fact cites.
func citesPath(fact string, k int) string { return child(fact, fmt.Sprintf("cites[%d]", k)) }

// itemPath gives the path of an item of a record's list, or of a field of it.
func itemPath(list string, i int, field string) string {
	return child(fmt.Sprintf("%s[%d]", list, i), field)
}
