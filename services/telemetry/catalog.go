package telemetry

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/opencompendium/compendium/services"
)

// Metrics of the catalog. A test keeps the table in docs/operations.md current.
var (
	descInfo    = describe("catalog_info", "What is served, as labels; always 1.", "version", "digest", "source")
	descAge     = describe("catalog_age_seconds", "How long the release has been served.")
	descChecked = describe("catalog_checked_seconds",
		"Time since the last successful check for newer content; -1 if there was none.")
	descNumber   = describe("catalog_release_number", "Number of the release; 0 if it did not come from a registry.")
	descRecords  = describe("catalog_records", "Records by collection.", "collection")
	descFindings = describe("catalog_findings", "Findings of the release by severity.", "severity")
	descRefused  = describe("catalog_refused", "1 while newer content is refused, with the reason as a label; else 0.",
		"reason")
	descUnreachable = describe("catalog_unreachable", "1 while the source of releases does not answer, else 0.")
	descRetained    = describe("catalog_retained_releases", "Releases that can be read, by version.")
	descBytes       = describe("catalog_retained_bytes", "Size of the releases that can be read.")
	descReloads     = describe("catalog_reloads_total", "Attempts to serve newer content, by result.", "result")
	descInFlight    = describe("calls_in_flight", "Unary calls that are running.")
	descWatchers    = describe("watchers", "Open streams.")
	descServing     = describe("health_serving", "1 while a health service says SERVING, else 0.", "service")
	descriptions    = []*prometheus.Desc{
		descInfo, descAge, descChecked, descNumber, descRecords, descFindings, descRefused, descUnreachable, descRetained,
		descBytes, descReloads, descInFlight, descWatchers, descServing,
	}
)

func describe(name, help string, labels ...string) *prometheus.Desc {
	return prometheus.NewDesc("compendium_"+name, help, labels, nil)
}

// Catalog is a Prometheus collector for the status of a server.
type Catalog struct {
	// Status returns the server's status.
	Status func() services.Status
	// Now returns the current time.
	Now func() time.Time
}

// Describe implements [prometheus.Collector].
func (c *Catalog) Describe(to chan<- *prometheus.Desc) {
	for _, d := range descriptions {
		to <- d
	}
}

// Collect implements [prometheus.Collector].
func (c *Catalog) Collect(to chan<- prometheus.Metric) {
	status := c.Status()
	gauge := func(d *prometheus.Desc, value float64, labels ...string) {
		to <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, value, labels...)
	}
	if status.Version != "" {
		gauge(descInfo, 1, status.Version, status.Digest, status.Source)
		gauge(descAge, c.Now().Sub(status.Activated).Seconds())
	}
	checked := -1.0
	if !status.Checked.IsZero() {
		checked = c.Now().Sub(status.Checked).Seconds()
	}
	gauge(descChecked, checked)
	gauge(descNumber, float64(status.Number))
	for collection, n := range status.Records {
		gauge(descRecords, float64(n), collection)
	}
	gauge(descFindings, float64(status.Warnings), "warning")
	gauge(descFindings, float64(status.Infos), "info")
	gauge(descRefused, truth(status.Refused != ""), status.Refused)
	gauge(descUnreachable, truth(status.Unreachable))
	gauge(descRetained, float64(status.Retained))
	gauge(descBytes, float64(status.RetainedBytes))
	for result, n := range status.Reloads {
		to <- prometheus.MustNewConstMetric(descReloads, prometheus.CounterValue, float64(n), result)
	}
	gauge(descInFlight, float64(status.InFlight))
	gauge(descWatchers, float64(status.Watchers))
	for service, serving := range status.Health {
		gauge(descServing, truth(serving), service)
	}
}

func truth(is bool) float64 {
	if is {
		return 1
	}
	return 0
}
