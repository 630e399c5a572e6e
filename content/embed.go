// Package content embeds the shipped catalog's files. It holds no logic.
package content

import "embed"

// FS holds the records as `<collection>/<id>.yaml`.
//
//go:embed */*.yaml
var FS embed.FS
