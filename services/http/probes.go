package http

import (
	"net/http"

	"github.com/opencompendium/compendium/services"
)

// Probes returns the handlers of HTTP probes by path. They answer 503 while a health service is not SERVING.
func Probes(serves func(service string) bool) map[string]http.Handler {
	probe := func(service string) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			if !serves(service) {
				http.Error(w, service+": not serving", http.StatusServiceUnavailable)
				return
			}
			_, _ = w.Write([]byte("ok\n"))
		})
	}
	return map[string]http.Handler{
		"/healthz": probe(services.HealthLive), "/readyz": probe(services.HealthReady),
		"/freshz": probe(services.HealthFresh),
	}
}
