package http

import (
	"net/http"
	"slices"

	connectcors "connectrpc.com/cors"
	"github.com/rs/cors"

	"github.com/opencompendium/compendium/services"
)

// preflightSeconds is how long browsers may remember what a page of another origin may send.
const preflightSeconds = 3600

// withOrigins lets pages of the given origins call from a browser, and no others. Credentials that a browser adds by
// itself, such as cookies, are not asked for.
func withOrigins(next http.Handler, origins []string) http.Handler {
	if len(origins) == 0 {
		return next
	}
	return cors.New(cors.Options{
		AllowedOrigins: origins,
		AllowedMethods: []string{http.MethodGet, http.MethodHead, http.MethodPost},
		AllowedHeaders: slices.Concat(connectcors.AllowedHeaders(),
			[]string{"Authorization", "If-None-Match", services.MaskHeader}),
		ExposedHeaders: slices.Concat(connectcors.ExposedHeaders(), []string{
			"ETag", "Retry-After", services.VersionHeader, services.DigestHeader, services.VersionChangedHeader,
		}),
		MaxAge: preflightSeconds,
	}).Handler(next)
}
