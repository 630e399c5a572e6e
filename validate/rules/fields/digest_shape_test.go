package fields_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestDigestShape(t *testing.T) {
	ruletest.Run(t, "digest-shape", []ruletest.Case{
		{Name: "64 digits", Change: `-- conditions/chordoma.yaml --
citations:
  page: {source: sources/page,
    passage: {words: 5, sha256: 88e9aa0cdf6062dc8df3ea5b908b90c2285a109ab00e5cba9f16a65b96105d86}}
`},
		{Name: "capitals", Change: `-- conditions/chordoma.yaml --
citations:
  page: {source: sources/page,
    passage: {words: 5, sha256: 88E9AA0CDF6062DC8DF3EA5B908B90C2285A109AB00E5CBA9F16A65B96105D86}}
`,
			Want: []string{"conditions/chordoma.yaml:8:33 error citations[\"page\"].passage.sha256"}},
		{Name: "too short", Change: `-- conditions/chordoma.yaml --
citations:
  page: {source: sources/page, passage: {words: 5, sha256: 88e9aa0cdf6062dc8df3ea5b908b90c2285a109a}}
`,
			Want: []string{"conditions/chordoma.yaml:7:60 error citations[\"page\"].passage.sha256"}},
		{Name: "a prefix", Change: `-- conditions/chordoma.yaml --
citations:
  page: {source: sources/page,
    passage: {words: 5, sha256: "sha256:88e9aa0cdf6062dc8df3ea5b908b90c2285a109ab00e5cba9f16a65b96105d86"}}
`,
			Want: []string{"conditions/chordoma.yaml:8:33 error citations[\"page\"].passage.sha256"}},
	})
}
