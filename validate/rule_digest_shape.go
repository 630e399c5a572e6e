package validate

import "github.com/opencompendium/compendium/finding"

var ruleDigestShape = Rule{
	ID:       "digest-shape",
	Severity: finding.Error,
	Title:    "A digest is not a SHA-256 digest",
	Explanation: "The fingerprint of a passage and the digest of an archived file are written as 64 small hexadecimal digits. Nobody types them: " +
		"`compendium cite` prints a passage's, `sha256sum` a file's.",
	Bad: `-- sources/archived.yaml --
display_name: Archived page
kind: JOURNAL_ARTICLE
publisher: Society
title: An archived page
dates: {revised: "2025-06-01"}
archive: {file: archived.txt, sha256: 88E9AA0CDF6062DC8DF3EA5B908B90C2285A109AB00E5CBA9F16A65B96105D86}
-- sources/page.yaml --
references:
  - {source: sources/archived}
`,
	Good: `-- sources/archived.yaml --
display_name: Archived page
kind: JOURNAL_ARTICLE
publisher: Society
title: An archived page
dates: {revised: "2025-06-01"}
archive: {file: archived.txt, sha256: 88e9aa0cdf6062dc8df3ea5b908b90c2285a109ab00e5cba9f16a65b96105d86}
-- sources/page.yaml --
references:
  - {source: sources/archived}
`,
	Fix: "Capitals become small letters, where the text has 64 hexadecimal digits.",
	fix: fixDigest,
}
