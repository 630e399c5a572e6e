package policy

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"cel.dev/cel-go/cel"
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/spelling"
	configv1 "github.com/opencompendium/compendium/gen/compendium/config/v1"
)

// MaxCost is what an expression may cost over one record, all items of its path together, in CEL's units: a step of an
// evaluation, or ten characters of a text that is looked through, cost about one.
const MaxCost = 100_000

// Rule is a rule of a project's own.
type Rule struct {
	// ID is its identifier.
	ID string
	// Message says what is wrong and what to do.
	Message string
	// Explanation says why it matters, and may be empty.
	Explanation string
	// Severity is the severity of its findings, or OFF.
	Severity configv1.Severity
	// Path is where in the configuration the rule stands.
	Path string

	programs map[catalog.Kind]program
}

// program is an expression, compiled for the records of a collection.
type program struct {
	cel.Program

	path fieldPath
}

// AppliesTo says whether a rule looks at the records of a collection.
func (r *Rule) AppliesTo(kind catalog.Kind) bool {
	_, ok := r.programs[kind]
	return ok
}

// Check evaluates a rule over a record for a day and gives the paths of the fields for which it does not hold, in the order of the
// fields. It fails where the expression does, as for a key that is not there, and where ctx is done.
func (r *Rule) Check(ctx context.Context, record *catalog.Record, asOf string) (paths []string, err error) {
	p, ok := r.programs[record.Kind()]
	if !ok {
		return nil, nil
	}
	spent := uint64(0)
	p.path.each(record.Message().ProtoReflect(), func(path string, this any) bool {
		var holds bool
		var cost uint64
		holds, cost, err = p.holds(ctx, map[string]any{"record": record.Message(), "this": this, "as_of": asOf})
		if spent += cost; err == nil && spent > MaxCost {
			err = errCost
		}
		if err == nil && !holds {
			paths = append(paths, path)
		}
		return err == nil
	})
	return paths, err
}

// errCost says that an expression costs too much.
var errCost = fmt.Errorf("it costs more than %d steps over one record; look at fewer items at a time, with path", MaxCost)

func (p program) holds(ctx context.Context, variables map[string]any) (holds bool, cost uint64, err error) {
	value, details, err := p.ContextEval(ctx, variables)
	switch {
	case ctx.Err() != nil:
		return false, 0, ctx.Err()
	case err != nil && strings.Contains(err.Error(), "cost limit exceeded"):
		return false, 0, errCost
	case err != nil:
		return false, 0, fmt.Errorf("%s; ask with has() or in for what may be absent", oneLine(err.Error()))
	}
	if actual := details.ActualCost(); actual != nil {
		cost = *actual
	}
	holds, ok := value.Value().(bool)
	if !ok {
		return false, cost, errors.New("it gives neither true nor false")
	}
	return holds, cost, nil
}

// newEnvironment makes what expressions over records may use: CEL's own functions, the schema's types and enums without their package,
// and the variables but `this`. Functions that make long texts are left out, since no limit of cost keeps them small.
func newEnvironment(kind catalog.Kind) (*cel.Env, error) {
	return cel.NewEnv(
		cel.Container("compendium.v1"),
		cel.Types(kind.New()),
		cel.Variable("record", cel.ObjectType(string(kind.Descriptor().FullName()))),
		cel.Variable("as_of", cel.StringType),
		cel.ParserRecursionLimit(100),
	)
}

// mistake is what is wrong with an expression, and where: in characters from its beginning.
type mistake struct {
	message string
	offset  int
}

// compile makes a program of an expression.
func compile(environment *cel.Env, expression string, this *cel.Type) (cel.Program, *mistake) {
	environment, err := environment.Extend(cel.Variable("this", this))
	if err != nil {
		return nil, &mistake{message: err.Error()}
	}
	ast, issues := environment.Compile(expression)
	if err := issues.Err(); err != nil {
		if len(issues.Errors()) == 0 {
			return nil, &mistake{message: err.Error()}
		}
		first := issues.Errors()[0]
		offset := offsetOf(expression, first.Location.Line(), first.Location.Column())
		// CEL names the point before a field, and people look at the field.
		if text := []rune(expression); offset < len(text) && text[offset] == '.' {
			offset++
		}
		return nil, &mistake{message: reword(first.Message), offset: offset}
	}
	if !ast.OutputType().IsExactType(cel.BoolType) {
		return nil, &mistake{message: fmt.Sprintf("it gives a value of type %s, and a rule gives true where all is well and false elsewhere", ast.OutputType())}
	}
	estimate, err := environment.EstimateCost(ast, unknownSizes{})
	if err != nil {
		return nil, &mistake{message: err.Error()}
	}
	if estimate.Min > MaxCost {
		return nil, &mistake{message: fmt.Sprintf("it costs at least %d steps over any record, and at most %d are made", estimate.Min, MaxCost)}
	}
	program, err := environment.Program(ast, cel.CostLimit(MaxCost), cel.InterruptCheckFrequency(100), cel.EvalOptions(cel.OptOptimize))
	if err != nil {
		return nil, &mistake{message: err.Error()}
	}
	return program, nil
}

var undeclared = regexp.MustCompile(`^undeclared reference to '([^']*)' \(in container '[^']*'\)$`)

// reword adds to a message of CEL what it cannot know.
func reword(message string) string {
	found := undeclared.FindStringSubmatch(message)
	if found == nil {
		return message
	}
	variables := []string{"this", "record", "as_of"}
	if nearest, ok := spelling.Nearest(found[1], variables); ok {
		return fmt.Sprintf("there is no %s; did you mean %s?", found[1], nearest)
	}
	return fmt.Sprintf("there is no %s; it knows %s and the names of messages and enums", found[1], strings.Join(variables, ", "))
}

// offsetOf gives the offset of a place in a text, lines from 1 and columns from 0, both in characters.
func offsetOf(text string, line, column int) int {
	offset := 0
	for range line - 1 {
		before, rest, _ := strings.Cut(text, "\n")
		offset += len([]rune(before)) + 1
		text = rest
	}
	return offset + max(column, 0)
}

func (b *builder) addRules(config *configv1.Config) {
	environments := make(map[catalog.Kind]*cel.Env)
	for i, r := range config.CustomRules {
		path := fmt.Sprintf("custom_rules[%d]", i)
		if _, taken := b.builtin[r.GetId()]; taken {
			b.problemf(RuleInvalid, path+".id", "%s is a built-in rule. Give your own another ID, which begins with a name of your own.", r.Id)
		}
		if first, taken := b.own[r.GetId()]; taken {
			at, _ := b.document.Locate(fmt.Sprintf("custom_rules[%d]", first))
			b.problemf(RuleInvalid, path+".id", "%s is the ID of the rule on line %d, too. Give one of them another.", r.Id, at.Line)
		} else if b.sound(path + ".id") {
			b.own[r.GetId()] = i
		}
		if !b.sound(path) {
			continue
		}
		rule := &Rule{ID: r.Id, Message: r.Message, Explanation: r.Explanation, Severity: r.Severity, Path: path, programs: make(map[catalog.Kind]program)}
		for _, collection := range r.Collections {
			kind, ok := catalog.ParseKind(collection)
			if !ok || !b.addProgram(rule, r, kind, environments) {
				break
			}
		}
		if b.sound(path) {
			b.rules = append(b.rules, rule)
			b.severities[rule.ID] = rule.Severity
		}
	}
}

// addProgram compiles a rule for a collection, and says whether that could be done.
func (b *builder) addProgram(rule *Rule, r *configv1.Config_Rule, kind catalog.Kind, environments map[catalog.Kind]*cel.Env) bool {
	if environments[kind] == nil {
		environment, err := newEnvironment(kind)
		if err != nil {
			b.problemf(RuleExpression, rule.Path+".expression", "Expressions over %s cannot be read: %v.", kind, err)
			return false
		}
		environments[kind] = environment
	}
	in := ""
	if len(r.Collections) > 1 {
		in = fmt.Sprintf(" (in %s)", kind)
	}
	path, this, err := parsePath(environments[kind], kind.Descriptor(), r.Path)
	if err != nil {
		b.problemf(RuleInvalid, rule.Path+".path", "There is nothing at this path%s: %s", in, sentence(err.Error()))
		return false
	}
	compiled, wrong := compile(environments[kind], r.Expression, this)
	if wrong != nil {
		message := fmt.Sprintf("The expression cannot be read%s: %s", in, sentence(wrong.message))
		at, span := b.document.Within(rule.Path+".expression", wrong.offset)
		b.problemAt(at, span, RuleExpression, rule.Path+".expression", message)
		return false
	}
	rule.programs[kind] = program{compiled, path}
	return true
}

// oneLine makes a line of a message that may have several, and ends it without a point.
func oneLine(message string) string {
	return strings.TrimSuffix(strings.Join(strings.Fields(message), " "), ".")
}

// sentence makes the end of a sentence of a message.
func sentence(message string) string {
	message = oneLine(message)
	if strings.HasSuffix(message, "?") {
		return message
	}
	return message + "."
}

// typeOf gives the type that a field of a message has in expressions.
func typeOf(environment *cel.Env, field protoreflect.FieldDescriptor) (*cel.Type, bool) {
	found, ok := environment.CELTypeProvider().FindStructFieldType(string(field.Parent().FullName()), string(field.Name()))
	if !ok {
		return nil, false
	}
	return found.Type, true
}
