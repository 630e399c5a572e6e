// Package telemetry provides metrics, traces, an access log, and the private admin port that exposes them.
//
// It knows gRPC's stats and a server's status, and nothing of content.
package telemetry

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracegrpc"
	otelprometheus "go.opentelemetry.io/otel/exporters/prometheus"
	noopmetric "go.opentelemetry.io/otel/metric/noop"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/resource"
	"go.opentelemetry.io/otel/sdk/trace"
	semconv "go.opentelemetry.io/otel/semconv/v1.37.0"
	nooptrace "go.opentelemetry.io/otel/trace/noop"
	"google.golang.org/grpc"
	experimental "google.golang.org/grpc/experimental/opentelemetry"
	"google.golang.org/grpc/stats/opentelemetry"
)

// Options selects what is collected.
type Options struct {
	// Metrics enables Prometheus metrics of calls.
	Metrics bool
	// TraceSample is the fraction, 0 to 1, of calls to trace unless their caller decided. 0 disables tracing and export.
	TraceSample float64
	// Version is the program version reported in traces.
	Version string
}

// Telemetry observes the calls of a server.
type Telemetry struct {
	// Registry holds the metrics.
	Registry *prometheus.Registry

	server  []grpc.ServerOption
	http    []otelhttp.Option
	closers []func(context.Context) error
}

// New sets up telemetry. Traces are exported as configured by the OTEL_EXPORTER_OTLP_* environment variables.
func New(ctx context.Context, options Options) (*Telemetry, error) {
	t := &Telemetry{Registry: prometheus.NewRegistry()}
	t.Registry.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	var observed opentelemetry.Options
	overHTTP := []otelhttp.Option{
		otelhttp.WithMeterProvider(noopmetric.NewMeterProvider()), otelhttp.WithTracerProvider(nooptrace.NewTracerProvider()),
		otelhttp.WithPropagators(propagation.TraceContext{}),
	}
	if options.Metrics {
		exporter, err := otelprometheus.New(otelprometheus.WithRegisterer(t.Registry), otelprometheus.WithoutScopeInfo(),
			otelprometheus.WithoutTargetInfo())
		if err != nil {
			return nil, fmt.Errorf("set up metrics: %w", err)
		}
		provider := metric.NewMeterProvider(metric.WithReader(exporter), metric.WithView(httpView))
		t.closers = append(t.closers, provider.Shutdown)
		observed.MetricsOptions = opentelemetry.MetricsOptions{MeterProvider: provider}
		overHTTP = append(overHTTP, otelhttp.WithMeterProvider(provider))
	}
	if options.TraceSample > 0 {
		exporter, err := otlptracegrpc.New(ctx)
		if err != nil {
			return nil, fmt.Errorf("set up traces: %w", err)
		}
		about := resource.NewSchemaless(semconv.ServiceName("compendium"), semconv.ServiceVersion(options.Version))
		provider := trace.NewTracerProvider(trace.WithBatcher(exporter), trace.WithResource(about),
			trace.WithSampler(trace.ParentBased(trace.TraceIDRatioBased(options.TraceSample))))
		t.closers = append(t.closers, provider.Shutdown)
		observed.TraceOptions = experimental.TraceOptions{TracerProvider: provider,
			TextMapPropagator: propagation.TraceContext{}}
		overHTTP = append(overHTTP, otelhttp.WithTracerProvider(provider))
	}
	if options.Metrics || options.TraceSample > 0 {
		t.server = append(t.server, opentelemetry.ServerOption(observed))
		t.http = overHTTP
	}
	return t, nil
}

// httpView keeps what callers make up, such as the host that they ask for, out of the metrics.
var httpView = metric.NewView(metric.Instrument{Name: "http.server.*"}, metric.Stream{
	AttributeFilter: attribute.NewAllowKeysFilter("http.request.method", "http.route", "http.response.status_code"),
})

// ServerOptions returns the options that instrument a server.
func (t *Telemetry) ServerOptions() []grpc.ServerOption { return t.server }

// HTTP instruments a handler with the metrics and traces that OpenTelemetry has for HTTP.
func (t *Telemetry) HTTP(next http.Handler) http.Handler {
	if t.http == nil {
		return next
	}
	return otelhttp.NewHandler(next, "http", t.http...)
}

// Close flushes pending data.
func (t *Telemetry) Close(ctx context.Context) error {
	var problems []error
	for _, c := range t.closers {
		problems = append(problems, c(ctx))
	}
	return errors.Join(problems...)
}
