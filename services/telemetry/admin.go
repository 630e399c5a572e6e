package telemetry

import (
	"net/http"
	"net/http/pprof"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"google.golang.org/grpc"
	"google.golang.org/grpc/channelz/service"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/reflection"

	httpapi "github.com/opencompendium/compendium/services/http"
)

// readTimeout limits how long a client of the admin port may take to send request headers.
const readTimeout = 10 * time.Second

// Admin returns the server of the private admin port: /metrics for Prometheus, /healthz, /readyz and /freshz for HTTP
// probes, /debug/pprof for profiles, and gRPC health, channelz and reflection. The port must not be reachable from
// outside.
func Admin(registry *prometheus.Registry, serves func(service string) bool, health healthpb.HealthServer) *http.Server {
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.HandlerFor(registry, promhttp.HandlerOpts{EnableOpenMetrics: true}))
	for path, probe := range httpapi.Probes(serves) {
		mux.Handle("GET "+path, probe)
	}
	mux.HandleFunc("/debug/pprof/", pprof.Index)
	mux.HandleFunc("/debug/pprof/cmdline", pprof.Cmdline)
	mux.HandleFunc("/debug/pprof/profile", pprof.Profile)
	mux.HandleFunc("/debug/pprof/symbol", pprof.Symbol)
	mux.HandleFunc("/debug/pprof/trace", pprof.Trace)
	channels := grpc.NewServer()
	service.RegisterChannelzServiceToServer(channels)
	healthpb.RegisterHealthServer(channels, health)
	reflection.Register(channels)
	protocols := &http.Protocols{}
	protocols.SetHTTP1(true)
	protocols.SetUnencryptedHTTP2(true)
	return &http.Server{Protocols: protocols, ReadHeaderTimeout: readTimeout,
		Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.ProtoMajor == 2 && strings.HasPrefix(r.Header.Get("Content-Type"), "application/grpc") {
				channels.ServeHTTP(w, r)
				return
			}
			mux.ServeHTTP(w, r)
		})}
}
