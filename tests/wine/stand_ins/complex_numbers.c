/* The complex functions of C99 as Windows' C library has them: Wine names them without having them, and numpy and scipy
   cannot be loaded. Windows passes a complex number as a structure, and its long double is its double. */
#include <complex.h>

typedef struct { double re, im; } pair;
typedef struct { float re, im; } narrow;

static double _Complex number(pair z) { return __builtin_complex(z.re, z.im); }
static double _Complex wide(narrow z) { return __builtin_complex((double)z.re, (double)z.im); }
static pair of(double _Complex z) { return (pair){creal(z), cimag(z)}; }
static narrow narrowed(double _Complex z) { return (narrow){(float)creal(z), (float)cimag(z)}; }

#define NUMBER(name) \
    pair own_##name(pair z) { return of(name(number(z))); } \
    pair own_##name##l(pair z) { return of(name(number(z))); } \
    narrow own_##name##f(narrow z) { return narrowed(name(wide(z))); }
#define REAL(name) \
    double own_##name(pair z) { return name(number(z)); } \
    double own_##name##l(pair z) { return name(number(z)); } \
    float own_##name##f(narrow z) { return (float)name(wide(z)); }

NUMBER(cacos) NUMBER(cacosh) NUMBER(casin) NUMBER(casinh) NUMBER(catan) NUMBER(catanh)
NUMBER(ccos) NUMBER(ccosh) NUMBER(csin) NUMBER(csinh) NUMBER(ctan) NUMBER(ctanh)
NUMBER(cexp) NUMBER(clog) NUMBER(csqrt) NUMBER(conj) NUMBER(cproj)
REAL(cabs) REAL(carg) REAL(creal) REAL(cimag)

pair own_cpow(pair a, pair b) { return of(cpow(number(a), number(b))); }
pair own_cpowl(pair a, pair b) { return of(cpow(number(a), number(b))); }
narrow own_cpowf(narrow a, narrow b) { return narrowed(cpow(wide(a), wide(b))); }
