package report

import (
	"encoding/json"
	"io"
)

// writeJSONLines writes a line for each finding, then one for each record on which rules did not run.
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
	for _, n := range r.options.NotRun {
		line := struct {
			NotRun notRunJSON `json:"not_run"`
		}{notRunJSON(n)}
		if err := encoder.Encode(line); err != nil {
			return err
		}
	}
	return nil
}
