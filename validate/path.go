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
	if field == "" {
		return path
	}
	return path + "." + field
}
