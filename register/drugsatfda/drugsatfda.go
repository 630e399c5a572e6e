// Package drugsatfda reads the data files of Drugs@FDA: a zip of tables with tabs between their columns.
//
// It knows the files and their traps, and nothing of records or of what the words in them mean.
package drugsatfda

import (
	"archive/zip"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/opencompendium/compendium/register/extract"
)

// Register is what the files say.
type Register struct {
	// Day is the newest date of a submission, up to which the register tells.
	Day string
	// Products are the rows of the products, sorted by application and number.
	Products []Product
	// Applications are the applications by their number.
	Applications map[string]*Application
	// Unread are the rows and values that cannot be read.
	Unread []Unread
}

// Product is a strength and form of an application.
type Product struct {
	// Line is the number of its row in Products.txt.
	Line int
	// Application and Number identify it: "021588" and "001".
	Application, Number string
	// Form is its form and route: "TABLET;ORAL". Strength, Name and Ingredients are as the register writes them.
	Form, Strength, Name, Ingredients string
	// Status is its marketing status: the zero value if the register has none.
	Status Status
}

// Status is a marketing status.
type Status int

// The values of MarketingStatus_Lookup.txt.
const (
	Prescription   Status = 1
	OverTheCounter Status = 2
	Discontinued   Status = 3
	Tentative      Status = 4
)

// Application is an application and its decisions.
type Application struct {
	// Type is NDA, ANDA or BLA, and Sponsor its applicant. Both are "" for one that only products and submissions name.
	Type, Sponsor string
	// Approved and Tentative are the original submissions that were approved, or tentatively approved, oldest first.
	Approved, Tentative []Submission
	// Supplements is how many supplements were approved. FirstSupplement and LastSupplement are the oldest and the newest
	// date of one.
	Supplements                     int
	FirstSupplement, LastSupplement string
}

// Submission is an original submission with its decision.
type Submission struct {
	// Number is its number within the application: "1".
	Number string
	// Date is that of the decision, an ISO 8601 date, or "" if the register has none that can be.
	Date string
}

// Unread is a row or value that cannot be read.
type Unread struct {
	// File and Line are its place, and Text is what the file says there.
	File string
	Line int
	Text string
	// Reason says why it cannot be read.
	Reason string
}

// firstYear is the year in which the FDA was founded. Older dates, such as 1066, 0066 and 1900-01-01, are slips or
// mean none.
const firstYear = "1906"

// Read reads the zip.
func Read(archive *zip.Reader) (*Register, error) {
	r := &Register{Applications: make(map[string]*Application)}
	for _, table := range []struct {
		file    string
		columns []string
		row     func(line int, values []string)
	}{
		{"Applications.txt", []string{"ApplNo", "ApplType", "SponsorName"}, r.application},
		{"Submissions.txt",
			[]string{"ApplNo", "SubmissionType", "SubmissionNo", "SubmissionStatus", "SubmissionStatusDate"}, r.submission},
		{"Products.txt", []string{"ApplNo", "ProductNo", "Form", "Strength", "DrugName", "ActiveIngredient"}, r.product},
	} {
		if err := r.readTable(archive, table.file, table.columns, table.row); err != nil {
			return nil, err
		}
	}
	if len(r.Products) == 0 {
		return nil, errors.New("read Drugs@FDA: no row of Products.txt is a product; the zip may be damaged or empty")
	}
	slices.SortFunc(r.Products, func(a, b Product) int {
		return cmp.Or(strings.Compare(a.Application, b.Application), strings.Compare(a.Number, b.Number),
			cmp.Compare(a.Line, b.Line))
	})
	if err := r.readTable(archive, "MarketingStatus.txt", []string{"MarketingStatusID", "ApplNo", "ProductNo"},
		r.marketing); err != nil {
		return nil, err
	}
	for _, a := range r.Applications {
		byDate := func(a, b Submission) int {
			return cmp.Or(strings.Compare(a.Date, b.Date), strings.Compare(a.Number, b.Number))
		}
		slices.SortFunc(a.Approved, byDate)
		slices.SortFunc(a.Tentative, byDate)
	}
	return r, nil
}

// readTable calls row with the values of the named columns of each row.
func (r *Register) readTable(archive *zip.Reader, name string, columns []string, row func(int, []string)) error {
	text, err := extract.Text(archive, name)
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("read Drugs@FDA: %w; the zip has to have the tables as the FDA publishes them", err)
	}
	if err != nil {
		return fmt.Errorf("read Drugs@FDA: %w", err)
	}
	var at []int
	line, width := 0, 0
	for text := range strings.Lines(text) {
		line++
		values := strings.Split(strings.TrimRight(text, "\r\n"), "\t")
		if line == 1 {
			width = len(values)
			for _, column := range columns {
				i := slices.Index(values, column)
				if i < 0 {
					return fmt.Errorf("read %s of Drugs@FDA: it has no column %s, but %s", name, column, strings.Join(values, ", "))
				}
				at = append(at, i)
			}
			continue
		}
		for len(values) > width && values[len(values)-1] == "" {
			values = values[:len(values)-1] // a stray tab at the end
		}
		if len(values) != width {
			if strings.TrimSpace(text) != "" {
				r.unread(name, line, strings.TrimSpace(text),
					fmt.Sprintf("the row has %d columns, and the table %d", len(values), width))
			}
			continue
		}
		chosen := make([]string, len(at))
		for i, column := range at {
			chosen[i] = strings.TrimSpace(values[column])
		}
		row(line, chosen)
	}
	return nil
}

func (r *Register) unread(file string, line int, text, reason string) {
	r.Unread = append(r.Unread, Unread{file, line, text, reason})
}

func (r *Register) application(_ int, v []string) {
	r.Applications[v[0]] = &Application{Type: v[1], Sponsor: v[2]}
}

func (r *Register) submission(line int, v []string) {
	application, kind, number, status, date := v[0], v[1], v[2], v[3], v[4]
	date, _, _ = strings.Cut(date, " ") // it has a time, which is always midnight
	if _, err := time.Parse(time.DateOnly, date); date != "" && (err != nil || date < firstYear) {
		r.unread("Submissions.txt", line, fmt.Sprintf("%s %s-%s: %s", application, kind, number, date),
			"the date is older than the FDA, or none: the decision is read without it")
		date = ""
	}
	a := r.Applications[application]
	if a == nil {
		a = &Application{}
		r.Applications[application] = a
	}
	r.Day = max(r.Day, date)
	switch {
	case kind == "ORIG" && status == "AP":
		a.Approved = append(a.Approved, Submission{number, date})
	case kind == "ORIG" && status == "TA":
		a.Tentative = append(a.Tentative, Submission{number, date})
	case kind == "SUPPL" && status == "AP":
		a.Supplements++
		a.LastSupplement = max(a.LastSupplement, date)
		if date != "" && (a.FirstSupplement == "" || date < a.FirstSupplement) {
			a.FirstSupplement = date
		}
	default:
		r.unread("Submissions.txt", line, fmt.Sprintf("%s %s-%s %s", application, kind, number, status),
			"only AP and TA of ORIG, and AP of SUPPL, are read")
	}
}

func (r *Register) product(line int, v []string) {
	r.Products = append(r.Products, Product{
		Line: line, Application: v[0], Number: v[1], Form: v[2], Strength: strings.Join(strings.Fields(v[3]), " "),
		Name: v[4], Ingredients: v[5],
	})
}

func (r *Register) marketing(line int, v []string) {
	status, err := strconv.Atoi(v[0])
	i, ok := slices.BinarySearchFunc(r.Products, v[1:], func(p Product, key []string) int {
		return cmp.Or(strings.Compare(p.Application, key[0]), strings.Compare(p.Number, key[1]))
	})
	what := fmt.Sprintf("%s/%s: %s", v[1], v[2], v[0])
	switch {
	case err != nil || status < int(Prescription) || status > int(Tentative):
		r.unread("MarketingStatus.txt", line, what, "the status is none of 1 to 4")
	case !ok:
		r.unread("MarketingStatus.txt", line, what, "its product is not in Products.txt")
	case r.Products[i].Status != 0 && r.Products[i].Status != Status(status):
		r.unread("MarketingStatus.txt", line, what, "the product has another status, too; the first is taken")
	default:
		r.Products[i].Status = Status(status)
	}
}
