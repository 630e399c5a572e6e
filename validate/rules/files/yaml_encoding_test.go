package files_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestYAMLEncoding(t *testing.T) {
	ruletest.Run(t, "yaml-encoding", []ruletest.Case{
		{Name: "letters, quotes and symbols of all scripts", Change: `-- targets/example.yaml --
description: “Ünïcödé” – β‑blocker ≥ 5 µg 😀
`},
		{Name: "a line end of two characters", Change: "-- targets/example.yaml --\nkind: GENE\r\nsymbol: EXM\r\n"},
		{Name: "a control character", Change: "-- targets/example.yaml --\ndescription: The target\u0092s example.\n",
			Want: []string{"targets/example.yaml:4:24 error "}},
		{Name: "another encoding", Change: "-- targets/example.yaml --\ndescription: Soci\xe9t\xe9\n",
			Want: []string{"targets/example.yaml:4:18 error "}},
		{Name: "a null byte", Change: "-- targets/example.yaml --\ndescription: \x00\n",
			Want: []string{"targets/example.yaml:4:14 error "}},
		{Name: "a line separator", Change: "-- targets/example.yaml --\ndescription: One\u2028two\n",
			Want: []string{"targets/example.yaml:4:17 error "}},
	})
}
