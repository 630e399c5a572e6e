package validate

import (
	"encoding/json"
	"io"
)

// writeJSONLines writes one object a finding, each on a line of its own, and nothing else.
func writeJSONLines(w io.Writer, r *Report) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	if r.failure != "" {
		return encoder.Encode(failureJSON{r.failure})
	}
	for _, f := range r.each {
		if err := encoder.Encode(toJSON(f)); err != nil {
			return err
		}
	}
	return nil
}
