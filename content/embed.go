// Package content carries the catalog's files inside the binary. It holds no logic.
package content

import "embed"

// FS holds the records, `<collection>/<id>.yaml`.
//
//go:embed */*.yaml
var FS embed.FS
