package report_test

import (
	"fmt"
	"runtime"
	"testing"

	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate/report"
	"github.com/opencompendium/compendium/validate/rules"
	"github.com/opencompendium/compendium/validate/ruletest"
)

// memoryWriter notes how much memory is in use while something is written to it, at most.
type memoryWriter struct{ written, looked, most uint64 }

func (w *memoryWriter) Write(text []byte) (int, error) {
	const often = 1 << 20
	if w.written += uint64(len(text)); w.written-w.looked > often {
		w.looked, w.most = w.written, max(w.most, inUse())
	}
	return len(text), nil
}

func inUse() uint64 {
	runtime.GC()
	runtime.GC() // what is kept in pools outlives one
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return stats.HeapAlloc
}

// TestMemoryOfReports has many findings written one after the other: a report is not in memory as a whole.
func TestMemoryOfReports(t *testing.T) {
	findings := make([]finding.Finding, 20_000)
	for i := range findings {
		findings[i] = finding.Finding{
			Rule: "off-label-unset", Severity: finding.Error,
			Message:  "The label does not say whether the use is off label. Write off_label: true or off_label: false.",
			Resource: "drugs/examplinib", Path: "uses[0].labels[0]", File: fmt.Sprintf("content/drugs/drug-%d.yaml", i/10),
		}
		if i%2 == 0 {
			findings[i].Suppression = &finding.Suppression{By: finding.ByComment, Justification: "It is not known."}
		}
	}
	options := report.Options{Rules: rules.All().All(), AsOf: ruletest.AsOf, FailOn: finding.Error}
	for _, format := range report.Formats() {
		if format.Name == "html" {
			continue // a template takes its page as a whole
		}
		t.Run(format.Name, func(t *testing.T) {
			given := report.New(findings, reportStatistics, nil, options)
			before := inUse()
			var w memoryWriter
			if err := format.Write(&w, given); err != nil {
				t.Fatal(err)
			}
			t.Logf("%d MB written, %d kB more in use", w.written>>20, (int64(w.most)-int64(before))>>10)
			if w.most > before+w.written/2 {
				t.Errorf("writing %d bytes took %d bytes of memory", w.written, w.most-before)
			}
			runtime.KeepAlive(given)
		})
	}
}
