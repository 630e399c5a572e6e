package validate_test

import "testing"

func TestYAMLEncoding(t *testing.T) {
	testRule(t, "yaml-encoding", []ruleCase{
		{name: "letters, quotes and symbols of all scripts", change: `-- targets/example.yaml --
description: “Ünïcödé” – β‑blocker ≥ 5 µg 😀
`},
		{name: "a line end of two characters", change: "-- targets/example.yaml --\nkind: GENE\r\nsymbol: EXM\r\n"},
		{name: "a control character", change: "-- targets/example.yaml --\ndescription: The target\u0092s example.\n",
			want: []string{"targets/example.yaml:4:24 error "}},
		{name: "another encoding", change: "-- targets/example.yaml --\ndescription: Soci\xe9t\xe9\n",
			want: []string{"targets/example.yaml:4:18 error "}},
		{name: "a null byte", change: "-- targets/example.yaml --\ndescription: \x00\n",
			want: []string{"targets/example.yaml:4:14 error "}},
		{name: "a line separator", change: "-- targets/example.yaml --\ndescription: One\u2028two\n",
			want: []string{"targets/example.yaml:4:17 error "}},
	})
}
