package trials_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestTrialStatusWithoutRegister(t *testing.T) {
	trial := func(status, fields string) string {
		return "-- trials/example.yaml --\nstatus: " + status + "\n" + fields
	}
	source := func(kind string) string {
		return `citations: {page: {source: sources/page}, entry: {source: sources/entry}}
status_cites: [entry]
-- sources/entry.yaml --
display_name: The trial elsewhere
kind: ` + kind + `
publisher: Society
title: Example trial
dates: {revised: "2025-06-01"}
`
	}
	const number = "registrations: {jrct: jRCT2080220001, cites: [page]}\n"
	found := []string{"trials/example.yaml:2:9 info status"}
	ruletest.Run(t, "trial-status-without-register", []ruletest.Case{
		{Name: "a page alone", Change: trial("SUSPENDED", number), Want: found},
		{Name: "a company", Change: trial("COMPLETED", number+source("COMPANY_RELEASE")), Want: found},
		{Name: "a register of trials", Change: trial("COMPLETED", number+source("TRIAL_REGISTRY"))},
		{Name: "another register", Change: trial("COMPLETED", number+source("REGISTER"))},
		{Name: "an unknown status", Change: trial("UNKNOWN", number)},
		{Name: "no number of a register", Change: trial("COMPLETED", "")},
		{Name: "a source that is not there", Change: trial("COMPLETED", number+
			"citations: {page: {source: sources/page}, entry: {source: sources/nowhere}}\nstatus_cites: [entry]\n")},
	})
}
