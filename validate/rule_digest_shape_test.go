package validate_test

import "testing"

func TestDigestShape(t *testing.T) {
	testRule(t, "digest-shape", []ruleCase{
		{name: "64 digits", change: `-- conditions/chordoma.yaml --
citations:
  page: {source: sources/page, passage: {words: 5, sha256: 88e9aa0cdf6062dc8df3ea5b908b90c2285a109ab00e5cba9f16a65b96105d86}}
`},
		{name: "capitals", change: `-- conditions/chordoma.yaml --
citations:
  page: {source: sources/page, passage: {words: 5, sha256: 88E9AA0CDF6062DC8DF3EA5B908B90C2285A109AB00E5CBA9F16A65B96105D86}}
`,
			want: []string{"conditions/chordoma.yaml:7:60 error citations[\"page\"].passage.sha256"}},
		{name: "too short", change: `-- conditions/chordoma.yaml --
citations:
  page: {source: sources/page, passage: {words: 5, sha256: 88e9aa0cdf6062dc8df3ea5b908b90c2285a109a}}
`,
			want: []string{"conditions/chordoma.yaml:7:60 error citations[\"page\"].passage.sha256"}},
		{name: "a prefix", change: `-- conditions/chordoma.yaml --
citations:
  page: {source: sources/page, passage: {words: 5, sha256: "sha256:88e9aa0cdf6062dc8df3ea5b908b90c2285a109ab00e5cba9f16a65b96105d86"}}
`,
			want: []string{"conditions/chordoma.yaml:7:60 error citations[\"page\"].passage.sha256"}},
	})
}
